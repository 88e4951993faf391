package dev.autodiff.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.QualifiedNameable;

/**
 * One annotation as javac has it: its values, and where they stand.
 *
 * @param place where the program stands
 */
record FormulaMirror(AnnotationMirror annotation, Formula formula, AnnotationValue place) {
    private static final String PROGRAM = "value";

    /** All that an element carries, in their order. */
    static List<FormulaMirror> of(Element element) {
        List<AnnotationMirror> mirrors = new ArrayList<>();
        element.getAnnotationMirrors().forEach(mirror -> collect(mirror, mirrors));
        Formula[] formulas = element.getAnnotationsByType(Formula.class);
        List<FormulaMirror> all = new ArrayList<>();
        for (int i = 0; i < formulas.length; i++) {
            all.add(new FormulaMirror(mirrors.get(i), formulas[i], value(mirrors.get(i))));
        }
        return all;
    }

    private static void collect(AnnotationMirror mirror, List<AnnotationMirror> found) {
        QualifiedNameable type = (QualifiedNameable) mirror.getAnnotationType().asElement();
        if (type.getQualifiedName().contentEquals(Formula.class.getCanonicalName())) {
            found.add(mirror);
        } else if (type.getQualifiedName().contentEquals(Formula.Several.class.getCanonicalName())) {
            for (Object each : (List<?>) value(mirror).getValue()) {
                found.add((AnnotationMirror) ((AnnotationValue) each).getValue());
            }
        }
    }

    private static AnnotationValue value(AnnotationMirror mirror) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(PROGRAM)) {
                return entry.getValue();
            }
        }
        throw new IllegalArgumentException(mirror + " has no program");
    }
}
