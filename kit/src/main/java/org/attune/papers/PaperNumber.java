package org.attune.papers;

/**
 * A number that a paper prints.
 *
 * @param row the row, named as ours where there is one
 * @param column the column
 * @param value the number
 */
public record PaperNumber(String row, String column, double value) {}
