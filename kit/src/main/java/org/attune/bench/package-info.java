/** How fast the kit is on this machine, and how much memory it takes. */
package org.attune.bench;
