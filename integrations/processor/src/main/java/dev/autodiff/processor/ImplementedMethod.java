package dev.autodiff.processor;

import dev.autodiff.runtime.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/**
 * A method of an interface that is a call of a generated class.
 *
 * @param declaration without modifiers
 * @param call of the static method
 */
record ImplementedMethod(String declaration, String call) {
    private static final String ARRAY = "double[]";

    /**
     * Parameters go by their names, in whatever order the method has them.
     *
     * @throws IllegalArgumentException if the method is not one of the function
     */
    static ImplementedMethod of(ExecutableElement method, GeneratedFormula generated) {
        Signature signature = generated.signature();
        Map<String, String> types = new TreeMap<>();
        for (VariableElement parameter : method.getParameters()) {
            types.put(parameter.getSimpleName().toString(), parameter.asType().toString());
        }
        List<String> names = signature.parameters().stream().map(Signature.Argument::name).toList();
        if (!generated.hasPoint() || signature.results().size() != 1
                || !signature.results().get(0).type().shape().size().is(1)) {
            throw new IllegalArgumentException(
                    "a method of an interface is for formulas of numbers and small tensors with one number as their"
                            + " result, and a method for one point, and this is " + signature + ": put it on a type");
        }
        if (!List.copyOf(types.keySet()).equals(names.stream().sorted().toList())) {
            throw new IllegalArgumentException("the formula has the parameters (" + String.join(", ", names)
                    + "), and the method has (" + String.join(", ", parameters(method)) + ")");
        }
        for (Signature.Argument parameter : signature.parameters()) {
            String wanted = parameter.type().shape().rank() == 0 ? "double" : ARRAY;
            if (!types.get(parameter.name()).equals(wanted)) {
                throw new IllegalArgumentException("'" + parameter.name() + "' is " + parameter.type()
                        + " in the formula, so it is a " + wanted + " in Java");
            }
        }
        if (method.getReturnType().getKind() != TypeKind.DOUBLE) {
            throw new IllegalArgumentException("the method answers a number: let it return double");
        }
        String parameters = parameters(method).stream()
                .map(name -> types.get(name) + " " + name)
                .collect(Collectors.joining(", "));
        return new ImplementedMethod(
                "double " + method.getSimpleName() + "(" + parameters + ")",
                generated.className() + ".value(" + String.join(", ", names) + ")");
    }

    private static List<String> parameters(ExecutableElement method) {
        List<String> names = new ArrayList<>();
        method.getParameters().forEach(parameter -> names.add(parameter.getSimpleName().toString()));
        return names;
    }
}
