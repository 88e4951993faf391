package dev.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A random program: lines that each define a function, or assign a variable, by one term. */
public record RandomProgram(List<Line> lines) {
    /**
     * A line of the program.
     *
     * @param name of the function or variable
     * @param pattern the line with a {@code §} for the term
     */
    record Line(String name, String pattern, Term term) {
        @Override
        public String toString() {
            return pattern.replace("§", term.toString());
        }
    }

    /** Simpler programs: one line less, or one simpler term. */
    private Stream<RandomProgram> simpler() {
        Stream<RandomProgram> shorter =
                IntStream.range(0, lines.size()).filter(this::isDispensable).mapToObj(i -> with(i, null));
        return Stream.concat(shorter, IntStream.range(0, lines.size()).boxed().flatMap(i -> {
            Line line = lines.get(i);
            return line.term().simpler().map(term -> with(i, new Line(line.name(), line.pattern(), term)));
        }));
    }

    private boolean isDispensable(int index) {
        String name = lines.get(index).name();
        return lines.size() > 1
                && IntStream.range(0, lines.size())
                        .noneMatch(i -> i != index && lines.get(i).toString().contains(name));
    }

    private RandomProgram with(int index, Line line) {
        List<Line> changed = new ArrayList<>(lines);
        changed.remove(index);
        if (line != null) {
            changed.add(index, line);
        }
        return new RandomProgram(changed);
    }

    Shrinkable<RandomProgram> shrinkable() {
        return new Shrinkable<>() {
            @Override
            public RandomProgram value() {
                return RandomProgram.this;
            }

            @Override
            public Stream<Shrinkable<RandomProgram>> shrink() {
                return simpler().map(RandomProgram::shrinkable);
            }

            @Override
            public ShrinkingDistance distance() {
                return ShrinkingDistance.of(lines.size(), RandomProgram.this.toString().length());
            }
        };
    }

    /** The text. */
    @Override
    public String toString() {
        return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
    }
}
