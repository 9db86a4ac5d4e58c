/** What a policy gains and loses as it moves away from its start: over-optimisation. */
package org.attune.curve;
