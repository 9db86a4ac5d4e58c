/**
 * Looks at trainings to choose better ones: their losses as a chart, and a test of learning rates.
 */
package org.attune.tune;
