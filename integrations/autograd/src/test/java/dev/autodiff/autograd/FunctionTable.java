package dev.autodiff.autograd;

import dev.autodiff.frontend.Prelude;
import dev.autodiff.frontend.library.TensorFunctions;
import dev.autodiff.graph.Pointwise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions of the language, with what their arguments are in Java. */
final class FunctionTable {
    private static final Pattern DEFINITION =
            Pattern.compile("^([a-z]\\w*)\\(([^)]*)\\) (=[^\\n]*|\\{)$", Pattern.MULTILINE);

    /** Names of arguments that are no variables; what is not here is one, or a number in its place. */
    private static final Map<String, String> TYPES = types(
            "int...", "shape axes counts",
            "int", "axis shift before n k groups count kernel m after seed stride padding dilation axis1 axis2",
            "boolean", "keepdims descending upper training",
            "double", "p eps initial slope a half delta beta value correction ignore_index label_smoothing",
            "double", "start stop step",
            "Variable...", "parts");

    /** Those that have methods of their own, and no calls. */
    private static final Set<String> OPERATORS = Set.of("and", "or", "not", "neg");

    /** The longest definition that Javadoc shows. */
    private static final int SHOWN = 92;

    /** Functions whose value is known as soon as they are called, and what Java has instead. */
    static final Set<String> KNOWN_AT_ONCE = Set.of("size", "shape");

    /** What Java's words are for names that it keeps for itself. */
    private static final Map<String, String> JAVA_NAMES =
            Map.of("int", "toInt", "bool", "toBool", "f32", "toF32", "f64", "toF64");

    /** Where options have a meaning of their own beside the type of required arguments of that name. */
    private static final Map<String, String> OPTION_TYPES =
            Map.of("axis", "int...", "weight", "Variable", "bias", "Variable", "pos_weight", "Variable");

    /**
     * A function.
     *
     * @param required names of the arguments by place; an operand {@code a} is {@code b1}, which no option is called
     * @param options names of the arguments that may be left out
     * @param usage how the language writes it
     */
    record Function(String name, List<String> required, List<String> options, String usage) {
        String javaName() {
            return JAVA_NAMES.getOrDefault(name, name);
        }

        /** Whether it takes no variable. */
        boolean isCreation() {
            return required.stream().noneMatch(name -> isOperand(name) || type(name).equals("Variable..."));
        }
    }

    private FunctionTable() {}

    private static Map<String, String> types(String... pairs) {
        return Stream.iterate(0, i -> i < pairs.length, i -> i + 2)
                .flatMap(i -> Arrays.stream(pairs[i + 1].split(" ")).map(name -> Map.entry(name, pairs[i])))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static boolean isOperand(String parameter) {
        return !TYPES.containsKey(parameter);
    }

    static String type(String parameter) {
        return TYPES.getOrDefault(parameter, "Variable");
    }

    static String optionType(String option) {
        return OPTION_TYPES.getOrDefault(option, type(option));
    }

    /** Those that have a Java method, in the order of the language's tables. */
    static List<Function> functions() {
        List<Function> all = new ArrayList<>();
        Arrays.stream(Pointwise.values())
                .filter(row -> row.symbol().matches("[a-z]\\w*") && !OPERATORS.contains(row.symbol()))
                .forEach(row -> all.add(pointwise(row)));
        TensorFunctions.usages().stream().map(FunctionTable::tensorFunction).forEach(all::add);
        DEFINITION.matcher(Prelude.text()).results().forEach(match ->
                all.add(prelude(match.group(1), match.group(2), match.group(3))));
        // an operator that the prelude calls by its own name is one function
        Set<String> names = new HashSet<>(KNOWN_AT_ONCE);
        return all.stream().filter(function -> names.add(function.name())).toList();
    }

    private static Function pointwise(Pointwise row) {
        List<String> operands = List.of("c", "b1", "b2");
        List<String> names = row.arity() == 1 ? List.of("x") : operands.subList(3 - row.arity(), 3);
        String usage = row.symbol() + (row.arity() == 1 ? "(x)" : row.arity() == 2 ? "(a, b)" : "(c, a, b)");
        return new Function(row.symbol(), names, List.of(), usage);
    }

    private static Function tensorFunction(String usage) {
        Matcher call = Pattern.compile("(\\w+)\\((.*)\\)").matcher(usage);
        if (!call.matches()) {
            throw new AssertionError(usage);
        }
        List<String> required = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String parameter : call.group(2).split(", ")) {
            if (parameter.endsWith("=…")) {
                options.add(parameter.substring(0, parameter.length() - 2));
            } else if (!parameter.equals("…")) {
                required.add(parameter.equals("a") ? "b1" : parameter);
            }
        }
        return new Function(call.group(1), required, options, usage);
    }

    private static Function prelude(String name, String parameters, String body) {
        List<String> required = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String parameter : parameters.split(", ")) {
            String[] halves = parameter.split(" ?= ?");
            boolean isOption = halves.length > 1;
            (isOption ? options : required).add(halves[0].equals("a") && !isOption ? "b1" : halves[0]);
        }
        String head = name + "(" + parameters + ")";
        boolean isShown = body.startsWith("=") && !body.endsWith("(") && head.length() + body.length() <= SHOWN;
        return new Function(name, required, options, head + (isShown ? " " + body : ""));
    }
}
