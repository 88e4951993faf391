package dev.autodiff.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * What the oracle said of what {@link AccuracyGrid} measures: it takes an hour to say it all. A line of the file,
 * which {@link DerivativeAccuracyTable} writes, is a function or a formula without its blanks, a point, and the numbers
 * there, in the order in which the grid asks for them. What is not in the file is asked for when it is needed.
 */
final class References {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private static final MathContext DIGITS = new MathContext(22);
    private static final String UNKNOWN = "?";
    private static final String NONE = "-";
    private static final String LAST_WORD = "!";
    private static final String CONDITION = "~";

    private final Map<String, Reference[]> all = new ConcurrentSkipListMap<>();
    private final Path file;

    private References(Path file) {
        this.file = file;
    }

    /**
     * A true number.
     *
     * @param truth none outside the domain, and at kinks
     * @param condition by how many units in the last place it changes if the arguments change by one, if that was asked
     * @param isLastWord whether more digits were tried, and kinks searched for: larger errors are errors
     */
    record Reference(Optional<BigDecimal> truth, OptionalDouble condition, boolean isLastWord) {
        static final Reference NO_NUMBER = new Reference(Optional.empty(), OptionalDouble.empty(), true);

        private String text() {
            return truth.map(number -> number.round(DIGITS).toString()).orElse(NONE)
                    + (condition.isPresent() ? CONDITION + (float) condition.getAsDouble() : "")
                    + (isLastWord ? LAST_WORD : "");
        }

        private static Reference parse(String text) {
            boolean isLastWord = text.endsWith(LAST_WORD);
            String[] numbers = (isLastWord ? text.substring(0, text.length() - 1) : text).split(CONDITION);
            return new Reference(
                    numbers[0].equals(NONE) ? Optional.empty() : Optional.of(new BigDecimal(numbers[0])),
                    numbers.length == 1 ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(numbers[1])),
                    isLastWord);
        }
    }

    static References ofFunctions() {
        return read("accuracy.txt");
    }

    static References ofRules() {
        return read("accuracy-of-rules.txt");
    }

    private static References read(String name) {
        References references = new References(FOLDER.resolve(name));
        try {
            for (String line : Files.exists(references.file)
                    ? Files.readAllLines(references.file)
                    : List.<String>of()) {
                int end = line.indexOf(' ', line.indexOf(' ') + 1);
                Reference[] numbers = Arrays.stream(line.substring(end + 1).split(" "))
                        .map(text -> text.equals(UNKNOWN) ? null : Reference.parse(text))
                        .toArray(Reference[]::new);
                references.all.put(line.substring(0, end), numbers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return references;
    }

    /** The numbers at a point, null where they are not known; what is put there is kept. */
    Reference[] at(String function, double[] point, int count) {
        String place = function.replace(" ", "") + " "
                + Arrays.stream(point).mapToObj(Double::toString).collect(Collectors.joining(","));
        return all.compute(place, (key, old) -> old != null && old.length == count ? old : new Reference[count]);
    }

    /** Whether all numbers at a point are known. */
    boolean know(String function, double[] point, int count) {
        return Arrays.stream(at(function, point, count)).allMatch(number -> number != null);
    }

    /** With what was asked for since, in the order of names. */
    synchronized void write() {
        String text = all.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + Arrays.stream(entry.getValue())
                                .map(number -> number == null ? UNKNOWN : number.text())
                                .collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
        try {
            Path other = Files.createTempFile(FOLDER, "accuracy", null);
            Files.writeString(other, text, StandardCharsets.UTF_8);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
