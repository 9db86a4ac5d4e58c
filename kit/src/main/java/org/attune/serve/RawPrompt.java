package org.attune.serve;

/**
 * A prompt that is continued as it is, without a template.
 *
 * @param text as the request wrote it, or as its ids are spelled
 * @param ids at least one
 * @param added how many of the first ids the server put in front, 0 or 1
 */
record RawPrompt(String text, int[] ids, int added) {}
