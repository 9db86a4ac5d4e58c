package org.attune.serve;

import com.google.gson.JsonObject;
import org.attune.util.InvalidInputException;

/**
 * How a request wants log-probabilities.
 *
 * @param wanted whether it wants any
 * @param likely how many of the most probable tokens are named in each place
 * @param byId whether tokens are written as {@code token_id:5}, which is never ambiguous
 */
record LogprobRequest(boolean wanted, int likely, boolean byId) {
  private static final int MOST = 20;

  /** Chats say whether and how many in two fields, completions in one. */
  static LogprobRequest parse(JsonObject json, boolean chat) {
    boolean byId = RequestFields.flag(json, "return_tokens_as_token_ids");
    if (!chat) {
      int likely = RequestFields.whole(json, "logprobs", 0, MOST, 0);
      return new LogprobRequest(RequestFields.has(json, "logprobs"), likely, byId);
    }
    boolean wanted = RequestFields.flag(json, "logprobs");
    int likely = RequestFields.whole(json, "top_logprobs", 0, MOST, 0);
    InvalidInputException.unless(
        wanted || likely == 0, "'top_logprobs' needs \"logprobs\": true, which is not set.");
    return new LogprobRequest(wanted, likely, byId);
  }
}
