/**
 * Judges of answers, and the people beside them.
 *
 * <p>Start with {@link org.attune.judge.Judge}, then {@link org.attune.judge.LlmJudge} and a {@link
 * org.attune.judge.JudgeProtocol}; {@link org.attune.judge.ChatClient} is the only class that talks
 * to a server. This package depends on {@code evaluate}, {@code sample}, {@code reward}, {@code
 * data}, {@code view} and {@code util}.
 */
package org.attune.judge;
