/** Tools for tuning: loss charts and a learning-rate test. */
package org.attune.tune;
