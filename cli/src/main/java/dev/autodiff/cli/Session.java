package dev.autodiff.cli;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.frontend.FunctionReference;
import dev.autodiff.graph.Printer;
import dev.autodiff.runtime.Tensor;
import dev.autodiff.source.CompileException;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A conversation: a program that grows by statements, values of its parameters, and questions about both. A constant
 * such as {@code x = 2} is a value, which a derivative may be taken by; what is a formula belongs to the program.
 */
final class Session {
    static final String HELP = """
            z = y*log(x) + sin(y)     a formula stays; so do functions: f(x) = x^2
            x = 2                     a value of a parameter
            z + 1                     any expression is answered
            grad z by x, y            a value with its gradient; 'by' may be left out
            grad z with [1, 0]        the same of an array, with the cotangent of its elements
            hessian z, jacobian z     derivatives of second order, of several elements
            show z                    the derivative as a program
            plot z over x=0:10        a plot of a number; with 'to FILE.svg' a picture, with its derivative
            ops NAME                  a function of the language
            :list   :clear            the program and the values; forget them
            :load FILE   :save FILE   read a program; write this one
            :help   :quit             this; the end, as Ctrl-D""";

    private static final Pattern QUESTION =
            Pattern.compile("(grad|jacobian|hessian|show)\\s+([^=\\s(].*?)(?:\\s+by\\s+(.+?))?(?:\\s+with\\s+(.+))?");
    private static final Pattern PLOT =
            Pattern.compile("plot\\s+(.+?)\\s+over\\s+([\\p{L}_][\\p{L}\\p{Nd}_]*)\\s*=\\s*(\\S+)(?:\\s+to\\s+(.+))?");
    private static final Pattern ASSIGNMENT = Pattern.compile("([\\p{L}_][\\p{L}\\p{Nd}_]*)\\s*=(?!=)\\s*(.+)");
    private static final Pattern DEFINITION =
            Pattern.compile("(?s)(?:[\\p{L}_][\\p{L}\\p{Nd}_]*\\s*\\([^)]*\\)\\s*(?:=(?!=)|\\{)|derivative\\s).*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
    private static final Pattern DECLARATION = Pattern.compile("(?:input|const)\\s.*");
    private static final Pattern ASSIGNED = Pattern.compile("(?m)(?:^|[;{])\\s*([\\p{L}_][\\p{L}\\p{Nd}_]*)\\s*=(?!=)");

    private final List<String> declarations = new ArrayList<>();
    private final List<String> functions = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Whether what was typed so far goes on in the next line. */
    static boolean isUnfinished(String text) {
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        }
        return depth > 0 || text.matches("(?s).*[-+*/^=,@]\\s*");
    }

    /** The words that a reader may want to complete. */
    Set<String> words() {
        Set<String> words = new TreeSet<>(FunctionReference.callable());
        words.addAll(List.of("grad", "jacobian", "hessian", "show", "plot", "over", "to", "ops", "by", "with", "while",
                "if", "else", "for", "in", "input", "const", "return", "pi", "inf", ":help", ":list", ":clear",
                ":load", ":save", ":quit"));
        words.addAll(values.keySet());
        ASSIGNED.matcher(program("")).results().forEach(name -> words.add(name.group(1)));
        return words;
    }

    /**
     * The answer to one input, which may be several lines; errors are answers too. Null ends the conversation.
     */
    String answer(String text) {
        String input = text.strip();
        try {
            return input.equals(":quit") || input.equals(":q") ? null : input.startsWith(":")
                    ? command(input.split("\\s+", 2)) : reply(input);
        } catch (CompileException e) {
            return e.getMessage();
        } catch (UsageException e) {
            return "error: " + e.getMessage();
        } catch (ArithmeticException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException e) {
            return "error: " + Inquiry.wrongValues(e).getMessage();
        }
    }

    private String command(String[] words) {
        return switch (words[0]) {
            case ":help", ":h", ":?" -> HELP;
            case ":list" -> list();
            case ":clear" -> {
                List.of(declarations, functions, statements).forEach(List::clear);
                values.clear();
                yield "";
            }
            case ":load" -> load(file(words));
            case ":save" -> save(file(words));
            default -> throw new UsageException("unknown command '" + words[0] + "': :help lists them");
        };
    }

    private static Path file(String[] words) {
        return path(words.length > 1 ? words[1].strip() : "");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("there is no file '" + text + "'");
        }
    }

    private String load(Path file) {
        try {
            return reply(Files.readString(file).strip());
        } catch (IOException e) {
            throw ArrayFile.unreadable(file, e);
        }
    }

    private String save(Path file) {
        try {
            Files.writeString(file, program("") + "\n");
            return "wrote " + file;
        } catch (IOException e) {
            throw new CannotWriteException("cannot write '" + file + "': " + e.getMessage(), e);
        }
    }

    private String list() {
        String given = values.entrySet().stream().map(each -> each.getKey() + " = " + each.getValue())
                .collect(Collectors.joining("\n"));
        return (program("") + (given.isEmpty() ? "" : "\n# values\n" + given)).strip();
    }

    private String reply(String input) {
        if (input.isEmpty() || input.startsWith("#")) {
            return "";
        }
        if (input.matches("ops\\s+\\S+")) {
            String name = input.split("\\s+")[1];
            return new FunctionPage(OpsCommand.named(name)).text(name).stripTrailing();
        }
        Matcher question = QUESTION.matcher(input);
        if (question.matches()) {
            return asked(question.group(1), question.group(2), question.group(3), question.group(4));
        }
        Matcher plot = PLOT.matcher(input);
        if (plot.matches()) {
            return plotted(plot.group(1), plot.group(2), plot.group(3), plot.group(4));
        }
        return takesValues(input) ? "" : stated(input);
    }

    /** Whether the input gives constants to names that are no formulas, as {@code x = 2; y = 3}. */
    private boolean takesValues(String input) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String piece : input.split(";")) {
            Matcher assignment = ASSIGNMENT.matcher(piece.strip());
            if (!assignment.matches() || !isConstant(assignment.group(2)) || isAssigned(assignment.group(1))) {
                return false;
            }
            given.put(assignment.group(1), assignment.group(2).strip());
        }
        values.putAll(given);
        return true;
    }

    private static boolean isConstant(String text) {
        try {
            Values.parse("value", text.strip());
            return true;
        } catch (UsageException e) {
            return false;
        }
    }

    private boolean isAssigned(String name) {
        return ASSIGNED.matcher(String.join("\n", statements)).results().anyMatch(each -> each.group(1).equals(name));
    }

    private boolean isFunction(String name) {
        return functions.stream().anyMatch(each -> each.substring(0, each.indexOf('(')).strip().equals(name));
    }

    /** A statement, a function, or an expression, which does not stay. */
    private String stated(String input) {
        if (DECLARATION.matcher(input).matches()) {
            analyze(input, "0", Options.DEFAULT);
            declarations.add(input);
            return "";
        }
        if (DEFINITION.matcher(input).matches()) {
            String head = input.substring(0, input.indexOf('('));
            List<String> before = List.copyOf(functions);
            functions.removeIf(each -> each.startsWith(head + "("));
            functions.add(input);
            try {
                analyze("", "0", Options.DEFAULT);
            } catch (CompileException e) {
                functions.clear();
                functions.addAll(before);
                throw e;
            }
            return "";
        }
        List<String> before = List.copyOf(statements);
        Map<String, String> valuesBefore = new LinkedHashMap<>(values);
        takeValues(input);
        try {
            Analysis analysis = analyze("", input, Options.DEFAULT.withVariables(List.of()));
            if (ASSIGNED.matcher(input).find()) {
                statements.add(input);
            }
            return answered(analysis, Inquiry.values(analysis.load()), Origin.ofValues(analysis));
        } catch (CompileException e) {
            statements.clear();
            statements.addAll(before);
            values.putAll(valuesBefore);
            throw e;
        }
    }

    /** A parameter that is assigned anew begins as the value that it has. */
    private void takeValues(String input) {
        ASSIGNED.matcher(input).results().map(each -> each.group(1)).filter(values::containsKey).forEach(name -> {
            statements.add(0, name + " = " + values.remove(name));
        });
    }

    /**
     * @param by the variables of differentiation, or null for all
     * @param with the cotangent of a gradient, or null
     */
    private String asked(String command, String expression, String by, String with) {
        List<String> variables = by == null
                ? null
                : Arrays.stream(by.split(",")).map(String::strip).toList();
        if (with != null && !command.equals("grad")) {
            throw new UsageException("only a gradient takes a cotangent: leave 'with " + with + "' out");
        }
        Options options = Options.DEFAULT.withVariables(variables);
        if (command.equals("show")) {
            return Printer.lines(analyze("", expression, options).definitions()).stream()
                    .map(Printer.Line::toString).collect(Collectors.joining("\n"));
        }
        DerivativeKind kind = DerivativeKind.valueOf(
                command.equals("grad") ? "GRADIENT" : command.toUpperCase(Locale.ROOT));
        Analysis analysis = analyze("", expression, options.withDerivatives(Set.of(kind))).requireDerivative();
        Inquiry inquiry = switch (kind) {
            case JACOBIAN -> Inquiry.jacobian(analysis, analysis.load(kind), "jacobian");
            case HESSIAN -> Inquiry.symmetric(analysis, analysis.load(kind), kind);
            default -> Inquiry.gradient(analysis.load(), Seed.parse("with", with, expression.strip()));
        };
        return answered(analysis, inquiry, Origin.ofGradient(analysis));
    }

    /** @param file where a picture goes; null for a plot as text */
    private String plotted(String expression, String parameter, String range, String file) {
        Analysis analysis =
                analyze("", expression, Options.DEFAULT.withVariables(List.of(parameter))).requireDerivative();
        List<String> others = new ArrayList<>(parameters(analysis));
        others.remove(parameter);
        if (!values.keySet().containsAll(others)) {
            return unanswered(others);
        }
        Range ends = Range.parse("plot", range, false);
        Plot plot = Plot.of(analysis, parameter, ends, point(Set.copyOf(others)), file != null);
        if (file == null) {
            return plot.text();
        }
        Artifact picture = new Artifact(path(file), false);
        if (picture.isForeign()) {
            throw new UsageException("'" + file + "' exists and was not written by autodiff: choose another name");
        }
        return "wrote " + picture.write(plot.svg().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> parameters(Analysis analysis) {
        return analysis.function().signature().parameters().stream().map(each -> each.name()).toList();
    }

    private String unanswered(List<String> parameters) {
        return "a function of " + String.join(", ", parameters) + ": for its value, give "
                + parameters.stream().filter(name -> !values.containsKey(name)).map(name -> name + " = …")
                        .collect(Collectors.joining("; "));
    }

    /** @param last the statement whose value is wanted */
    private Analysis analyze(String declaration, String last, Options options) {
        String name = last.strip();
        Options complete = options.withArguments(point(values.keySet()).types());
        List<String> lines = new ArrayList<>(functions);
        lines.addAll(0, declarations);
        lines.add(declaration);
        lines.addAll(needed(last));
        lines.removeIf(String::isEmpty);
        if (isFunction(name)) {
            return Autodiff.analyze(new Source("repl", String.join("\n", lines)), complete.withFunction(name));
        }
        if (isAssigned(name)) {
            return Autodiff.analyze(new Source("repl", String.join("\n", lines)), complete.withResult(name));
        }
        lines.add(last);
        return Autodiff.analyze(new Source("repl", String.join("\n", lines)), complete);
    }

    /**
     * The statements whose values a statement may need, directly or through others, so that it has no parameters more.
     */
    private List<String> needed(String last) {
        Set<String> names = new TreeSet<>();
        List<String> needed = new ArrayList<>();
        NAME.matcher(last).results().forEach(name -> names.add(name.group()));
        for (int i = statements.size() - 1; i >= 0; i--) {
            String statement = statements.get(i);
            if (ASSIGNED.matcher(statement).results().anyMatch(each -> names.contains(each.group(1)))) {
                NAME.matcher(statement).results().forEach(name -> names.add(name.group()));
                needed.add(0, statement);
            }
        }
        return needed;
    }

    private String program(String declaration) {
        List<String> parts = new ArrayList<>(declarations);
        parts.add(declaration);
        parts.addAll(functions);
        parts.addAll(statements);
        parts.removeIf(String::isEmpty);
        return String.join("\n", parts);
    }

    private Point point(Set<String> names) {
        Map<String, String> given = new LinkedHashMap<>(values);
        given.keySet().retainAll(names);
        return Point.of(given);
    }

    private String answered(Analysis analysis, Inquiry inquiry, Origin origin) {
        List<String> parameters = parameters(analysis);
        if (!values.keySet().containsAll(parameters)) {
            return unanswered(parameters);
        }
        Answers answers = new Answers(inquiry, null, false);
        Arguments arguments = Arguments.of(answers.function(), point(Set.copyOf(parameters)));
        List<Tensor> answer = answers.ask(arguments);
        String note = origin.note(answer, arguments);
        return answers.worded(answer) + (note == null ? "" : "\n" + note);
    }
}
