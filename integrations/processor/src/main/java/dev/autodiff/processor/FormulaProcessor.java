package dev.autodiff.processor;

import dev.autodiff.source.CompileException;
import dev.autodiff.source.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/** Compiles what {@link Formula} says, while javac compiles the rest; errors are javac's, at the annotation. */
public final class FormulaProcessor extends AbstractProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(Formula.class.getCanonicalName(), Formula.Several.class.getCanonicalName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Map<TypeElement, List<ImplementedMethod>> interfaces = new LinkedHashMap<>();
        for (Element element : round.getElementsAnnotatedWithAny(Set.of(Formula.class, Formula.Several.class))) {
            for (FormulaMirror formula : FormulaMirror.of(element)) {
                GeneratedFormula generated = generate(element, formula);
                if (generated != null && element instanceof ExecutableElement method) {
                    implement(method, formula, generated, interfaces);
                }
            }
        }
        interfaces.forEach(this::write);
        return true;
    }

    private GeneratedFormula generate(Element element, FormulaMirror formula) {
        try {
            String packageName = processingEnv.getElementUtils().getPackageOf(element).getQualifiedName().toString();
            GeneratedFormula generated = GeneratedFormula.of(formula, packageName);
            generated.warnings().forEach(warning -> tell(Kind.WARNING, warning, element, formula));
            generated.write(processingEnv.getFiler(), element);
            return generated;
        } catch (CompileException e) {
            e.diagnostics().forEach(error -> tell(Kind.ERROR, error, element, formula));
        } catch (IllegalArgumentException | IOException e) {
            error(e.getMessage(), element, formula);
        }
        return null;
    }

    /** The method, if its interface can be implemented. */
    private void implement(
            ExecutableElement method,
            FormulaMirror formula,
            GeneratedFormula generated,
            Map<TypeElement, List<ImplementedMethod>> interfaces) {
        TypeElement type = (TypeElement) method.getEnclosingElement();
        if (type.getKind() != ElementKind.INTERFACE || !method.getModifiers().contains(Modifier.ABSTRACT)) {
            error("a formula belongs to a type, or to an abstract method of an interface", method, formula);
            return;
        }
        try {
            ImplementedMethod implemented = ImplementedMethod.of(method, generated);
            interfaces.computeIfAbsent(type, each -> new ArrayList<>()).add(implemented);
        } catch (IllegalArgumentException e) {
            error(e.getMessage(), method, formula);
        }
    }

    private void write(TypeElement type, List<ImplementedMethod> methods) {
        try {
            new Implementation(type, methods).write(processingEnv);
        } catch (IllegalArgumentException | IOException e) {
            processingEnv.getMessager().printMessage(Kind.ERROR, e.getMessage(), type);
        }
    }

    private void tell(Kind kind, Diagnostic diagnostic, Element element, FormulaMirror formula) {
        String text = diagnostic.render();
        // javac says itself that it is an error, or a warning
        print(kind, text.substring(text.indexOf(' ') + 1), element, formula);
    }

    private void error(String message, Element element, FormulaMirror formula) {
        print(Kind.ERROR, message, element, formula);
    }

    private void print(Kind kind, String message, Element element, FormulaMirror formula) {
        AnnotationMirror annotation = formula.annotation();
        AnnotationValue text = formula.place();
        processingEnv.getMessager().printMessage(kind, message, element, annotation, text);
    }
}
