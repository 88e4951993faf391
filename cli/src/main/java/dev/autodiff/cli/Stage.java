package dev.autodiff.cli;

import dev.autodiff.cli.ShowCommand.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A station of a program on its way to a class, with the forms that it can be shown in. */
enum Stage {
    PROGRAM(Format.TEXT, Format.JSON),
    GRAPH(Format.TEXT, Format.LATEX, Format.DOT, Format.SVG, Format.JSON),
    GRADIENT(Format.TEXT, Format.LATEX, Format.DOT, Format.SVG, Format.JSON),
    KERNELS(Format.TEXT, Format.JAVA, Format.JSON),
    BYTECODE(Format.TEXT, Format.JSON);

    private final List<Format> formats;

    Stage(Format... formats) {
        this.formats = List.of(formats);
    }

    /** Whether the derivative is a part of it. */
    boolean isOfDerivative() {
        return this != PROGRAM && this != GRAPH;
    }

    void require(Format format) {
        if (!formats.contains(format)) {
            String forms = formats.stream().map(Format::toString).collect(Collectors.joining(", "));
            String stages = Arrays.stream(values())
                    .filter(stage -> stage.formats.contains(format))
                    .map(Stage::toString)
                    .collect(Collectors.joining(", "));
            throw new UsageException("--stage " + this + " has no format " + format + ": it has " + forms
                    + "; stages with " + format + ": " + stages);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
