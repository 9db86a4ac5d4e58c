/**
 * Cards that show what a dataset, a reward, a policy or a training did, in a notebook as HTML and
 * elsewhere as plain text.
 *
 * <p>Start with {@link org.attune.inspect.AnswerComparison}.
 */
package org.attune.inspect;
