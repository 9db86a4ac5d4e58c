/**
 * Datasets: rows, reading and writing files, and splitting.
 *
 * <p>Start with {@link org.attune.data.RowReader}, which reads files row by row; {@link
 * org.attune.data.JsonLinesWriter} writes them. A row is a {@link org.attune.data.Prompt}, {@link
 * org.attune.data.Demonstration}, {@link org.attune.data.Pair} or {@link org.attune.data.Ranking},
 * depending on its columns:
 *
 * <pre>
 * prompts         prompt | query | instruction (+ input) | turns
 * demonstrations  a prompt and response | completion | output; or messages | conversations
 * pairs           a prompt, chosen and rejected; or chosen and rejected as whole dialogues
 * rankings        a prompt, responses and scores; or responses of {response, score and/or rank}
 * </pre>
 *
 * <p>This package depends on {@code util} only.
 */
package org.attune.data;
