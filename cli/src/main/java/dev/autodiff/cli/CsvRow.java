package dev.autodiff.cli;

import java.util.List;

/**
 * A row of a table.
 *
 * @param line of the file in which it begins, counted from 1
 * @param cells without the space around them and their quotation marks
 */
record CsvRow(long line, List<String> cells) {}
