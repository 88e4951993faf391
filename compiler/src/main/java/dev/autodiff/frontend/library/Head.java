package dev.autodiff.frontend.library;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a function of tensors is called, as {@code name(x, axis?, keepdims?)}: those with a question mark may be left
 * out, one with an asterisk takes all further values, and what stands behind it is given by name. {@code p|ord} has two
 * names.
 *
 * @param parameters in order, with the marks
 */
public record Head(String name, List<String> parameters) {
    /** Reads a head as it is written above. */
    static Head of(String text) {
        int open = text.indexOf('(');
        String inside = text.substring(open + 1, text.length() - 1);
        return new Head(text.substring(0, open), inside.isEmpty() ? List.of() : List.of(inside.split(", ")));
    }

    /** The name of a parameter without its marks. */
    public String parameter(int index) {
        return names(parameters.get(index))[0];
    }

    private static String[] names(String parameter) {
        return parameter.replaceAll("[?*]", "").split("\\|");
    }

    /** The parameter that a call names so, or -1. */
    public int find(String given) {
        for (int i = 0; i < parameters.size(); i++) {
            if (List.of(names(parameters.get(i))).contains(given)) {
                return i;
            }
        }
        return -1;
    }

    public List<String> parameterNames() {
        List<String> all = new ArrayList<>();
        parameters.forEach(parameter -> all.addAll(List.of(names(parameter))));
        return all;
    }

    public boolean takesMany(int index) {
        return parameters.get(index).endsWith("*");
    }

    public boolean isRequired(int index) {
        return !parameters.get(index).endsWith("?");
    }

    /** How a call is written. */
    public String usage() {
        return parameters.stream().map(Head::usage).collect(Collectors.joining(", ", name + "(", ")"));
    }

    private static String usage(String parameter) {
        String first = names(parameter)[0];
        return parameter.endsWith("*") ? first + ", …" : parameter.endsWith("?") ? first + "=…" : first;
    }
}
