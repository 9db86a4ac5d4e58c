/**
 * How fast the kit is on this machine, and how much memory it needs.
 *
 * <p>Start with {@link org.attune.bench.Bench}. It measures the rooms below the front door.
 */
package org.attune.bench;
