package dev.autodiff.frontend;

import dev.autodiff.frontend.Program.Function;
import dev.autodiff.frontend.syntax.Parsing;
import dev.autodiff.frontend.syntax.Tokens;
import dev.autodiff.source.Diagnostics;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of the language that are written in the language itself, in {@code prelude.ad}. */
public final class Prelude {
    private static final String RESOURCE = "prelude.ad";

    private Prelude() {}

    /** Parsed when a program first calls one of them: most need none. */
    private static final class Parsed {
        static final Map<String, Function> FUNCTIONS = parse(RESOURCE);
    }

    static Map<String, Function> functions() {
        return Parsed.FUNCTIONS;
    }

    /** The text, for readers. */
    public static String text() {
        return text(RESOURCE);
    }

    /** A function as the prelude defines it, for readers; null if it does not. */
    public static String definition(String name) {
        Matcher definition = Pattern.compile("(?m)^" + Pattern.quote(name)
                        + "\\([^)]*\\)(?: = [^\\n]*(?:\\n  [^\\n]*)*| \\{\\n(?:  [^\\n]*\\n)*\\})")
                .matcher(text());
        return definition.find() ? definition.group() : null;
    }

    /** How a function is called, for readers. */
    static String usage(String name) {
        Matcher definition = Pattern.compile("(?m)^" + Pattern.quote(name) + "\\(([^)]*)\\)").matcher(text());
        if (!definition.find()) {
            throw new IllegalArgumentException("no function '" + name + "'");
        }
        return name + "(" + definition.group(1).replaceAll("\\s*=\\s*", "=") + ")";
    }

    private static String text(String resource) {
        try (InputStream in = Prelude.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The functions of a program that belongs to the compiler. */
    static Map<String, Function> parse(String resource) {
        return functions(new Source(resource, text(resource)));
    }

    /** @throws IllegalArgumentException if something else stands in the program, which would have no effect */
    static Map<String, Function> functions(Source source) {
        Diagnostics diagnostics = new Diagnostics(source);
        Program program = Program.of(Parsing.parse(Tokens.of(diagnostics), diagnostics), diagnostics);
        diagnostics.throwIfErrors();
        if (!program.rules().isEmpty() || !program.main().isEmpty()) {
            throw new IllegalArgumentException("in " + source.fileName()
                    + " stand functions alone: they are differentiated through their formulas,"
                    + " and no other statement is run");
        }
        return Map.copyOf(program.functions());
    }
}
