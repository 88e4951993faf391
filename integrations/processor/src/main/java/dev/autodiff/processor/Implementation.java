package dev.autodiff.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** The class that implements an interface of formulas. */
final class Implementation {
    private static final String SUFFIX = "Formulas";

    private final TypeElement type;
    private final List<ImplementedMethod> methods;

    Implementation(TypeElement type, List<ImplementedMethod> methods) {
        this.type = type;
        this.methods = methods;
    }

    /** @throws IllegalArgumentException if the interface cannot be implemented */
    void write(ProcessingEnvironment environment) throws IOException {
        if (!type.getTypeParameters().isEmpty()) {
            throw new IllegalArgumentException("an interface of formulas has no type parameters");
        }
        for (ExecutableElement method : ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type))) {
            boolean isOpen = method.getModifiers().contains(Modifier.ABSTRACT)
                    && method.getAnnotation(Formula.class) == null;
            if (isOpen) {
                throw new IllegalArgumentException(
                        "'" + method.getSimpleName() + "' has no formula: give it one, or make it a default method");
            }
        }
        String packageName = environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
        String simple = simpleName();
        String qualified = packageName.isEmpty() ? simple : packageName + "." + simple;
        try (Writer out = environment.getFiler().createSourceFile(qualified, type).openWriter()) {
            out.write(source(packageName, simple));
        }
    }

    /** Of a nested interface, the names of what is around it come first. */
    private String simpleName() {
        Deque<String> names = new ArrayDeque<>();
        for (Element element = type; element instanceof TypeElement; element = element.getEnclosingElement()) {
            names.push(element.getSimpleName().toString());
        }
        return String.join("", names) + SUFFIX;
    }

    private String source(String packageName, String simple) {
        StringBuilder out = new StringBuilder();
        if (!packageName.isEmpty()) {
            out.append("package ").append(packageName).append(";\n\n");
        }
        String name = type.getQualifiedName().toString();
        out.append("/** The formulas of {@link ").append(name).append("}. */\n");
        out.append(type.getModifiers().contains(Modifier.PUBLIC) ? "public final class " : "final class ");
        out.append(simple).append(" implements ").append(name).append(" {\n");
        for (ImplementedMethod method : methods) {
            out.append("    @Override\n    public ").append(method.declaration()).append(" {\n");
            out.append("        return ").append(method.call()).append(";\n    }\n");
        }
        return out.append("}\n").toString();
    }
}
