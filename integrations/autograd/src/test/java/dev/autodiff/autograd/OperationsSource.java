package dev.autodiff.autograd;

import dev.autodiff.autograd.FunctionTable.Function;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The Java that makes methods of the language's functions. */
final class OperationsSource {
    private static final String HEAD = """
            // Written by OperationsSourceTest from the tables of the language; run it with -Dgolden=update.
            package dev.autodiff.autograd;

            """;

    /** One way to call a function: the Java parameters, and what is handed on. */
    private record Signature(List<String> parameters, List<String> arguments) {
        Signature with(String type, String name) {
            List<String> more = new ArrayList<>(parameters);
            more.add(type + " " + name);
            List<String> handed = new ArrayList<>(arguments);
            handed.add(name);
            return new Signature(more, handed);
        }
    }

    /** As many users of an option as Javadoc shows. */
    private static final int SHOWN = 8;

    private OperationsSource() {}

    /** The sources by the names of the classes. */
    static Map<String, String> all() {
        Map<String, String> sources = new LinkedHashMap<>();
        sources.put("Operations", operations());
        sources.put("Functions", functions());
        sources.put("Named", named());
        return sources;
    }

    private static String operations() {
        StringBuilder out = new StringBuilder(HEAD)
                .append("/** The functions of the language as methods of their first argument. */\n")
                .append("public abstract sealed class Operations permits Operators {\n")
                .append("    Operations() {}\n");
        for (Function function : FunctionTable.functions()) {
            if (!function.isCreation() && FunctionTable.isOperand(function.required().get(0))) {
                for (Signature signature : signatures(function, 1, List.of("this"), false)) {
                    method(out, "public final", function, signature);
                }
            }
        }
        return out.append("}\n").toString();
    }

    private static String functions() {
        StringBuilder out = new StringBuilder(HEAD)
                .append("/** The functions of the language, for static imports. */\n")
                .append("public final class Functions extends Basics {\n")
                .append("    private Functions() {}\n");
        for (Function function : FunctionTable.functions()) {
            for (Signature signature : signatures(function, 0, List.of(), true)) {
                method(out, "public static", function, signature);
            }
        }
        return out.append("}\n").toString();
    }

    /** All ways to give each operand as a variable or a number, one of them at least a variable. */
    private static List<Signature> signatures(Function function, int first, List<String> handed, boolean isStatic) {
        List<Signature> signatures = List.of(new Signature(List.of(), handed));
        List<String> required = function.required();
        for (int i = first; i < required.size(); i++) {
            String parameter = required.get(i);
            String type = FunctionTable.type(parameter);
            String name = javaParameter(parameter);
            boolean isLast = i == required.size() - 1 && function.options().isEmpty();
            String javaType = type.endsWith("...") && !isLast ? type.replace("...", "[]") : type;
            boolean takesNumbers = FunctionTable.isOperand(parameter) && required.size() > 1 && !isTensor(parameter)
                    && (i > 0 || required.size() == 2);
            List<Signature> more = new ArrayList<>();
            for (Signature signature : signatures) {
                more.add(signature.with(javaType, name));
                if (takesNumbers) {
                    more.add(signature.with("double", name));
                }
            }
            signatures = more;
        }
        return signatures.stream()
                .filter(signature -> !isStatic || function.isCreation()
                        || signature.parameters().stream().anyMatch(parameter -> parameter.startsWith("Variable")))
                .map(signature -> function.options().isEmpty() ? signature : signature.with("Named...", "options"))
                .toList();
    }

    /** Operands that a number cannot stand for. */
    private static boolean isTensor(String parameter) {
        return Set.of("index", "mean", "var", "s", "target", "logp", "weight").contains(parameter);
    }

    private static String javaParameter(String parameter) {
        return switch (parameter) {
            case "b1" -> "a";
            case "b2" -> "b";
            default -> parameter;
        };
    }

    private static void method(StringBuilder out, String modifiers, Function function, Signature signature) {
        out.append("\n    /** {@code ").append(function.usage()).append("}. */\n    ").append(modifiers)
                .append(" Variable ").append(function.javaName()).append('(')
                .append(String.join(", ", signature.parameters())).append(") {\n        return Call.")
                .append(function.isCreation() ? "leaf" : "of").append("(\"").append(function.name()).append('"');
        boolean isSpread = signature.parameters().stream().anyMatch(parameter -> parameter.contains("..."));
        if (isSpread) {
            out.append(", Call.arguments(").append(String.join(", ", signature.arguments())).append(')');
        } else {
            signature.arguments().forEach(argument -> out.append(", ").append(argument));
        }
        out.append(");\n    }\n");
    }

    private static String named() {
        Map<String, Set<String>> functions = new TreeMap<>();
        for (Function function : FunctionTable.functions()) {
            for (String option : function.options()) {
                functions.computeIfAbsent(option, key -> new TreeSet<>()).add(function.name());
            }
        }
        StringBuilder out = new StringBuilder(HEAD)
                .append("/**\n * An argument that a function gets by its name: ")
                .append("{@code sum(x, axis(1), keepdims(true))}.\n *\n")
                .append(" * @param value a variable, a number, a boolean or {@code int[]}\n */\n")
                .append("public record Named(String name, Object value) {\n");
        functions.forEach((option, users) -> {
            String type = FunctionTable.optionType(option);
            String shown = users.stream().limit(SHOWN).collect(Collectors.joining(", "))
                    + (users.size() > SHOWN ? ", …" : "");
            out.append("\n    /** Of {@code ").append(shown).append("}. */\n    public static Named ").append(option)
                    .append('(').append(type).append(" value) {\n        return new Named(\"")
                    .append(option).append("\", ")
                    .append(type.equals("int...") ? "Call.oneOrAll(value)" : "value").append(");\n    }\n");
        });
        return out.append("}\n").toString();
    }
}
