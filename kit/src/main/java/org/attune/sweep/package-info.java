/** What a sweep varies, the settings that come of it, and where finished ones are kept. */
package org.attune.sweep;
