/**
 * The data room: what a row is, how rows are read and written, and how they are parted.
 *
 * <p>{@link org.attune.data.Rows} reads files row by row and {@link org.attune.data.JsonLines}
 * writes them; the rows are {@link org.attune.data.Prompt}, {@link org.attune.data.Demonstration},
 * {@link org.attune.data.Pair} and {@link org.attune.data.Ranking}. The columns that make them:
 *
 * <pre>
 * prompts         prompt | query | instruction (+ input) | turns
 * demonstrations  a prompt and response | completion | output; or messages | conversations
 * pairs           a prompt, chosen and rejected; or chosen and rejected as whole dialogues
 * rankings        a prompt, responses and scores; or responses of {response, score and/or rank}
 * </pre>
 *
 * <p>Where {@link org.attune.data.BadInput} is thrown, its message alone says what to do. This room
 * knows no other.
 */
package org.attune.data;
