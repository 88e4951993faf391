package dev.autodiff.processor;

import dev.autodiff.Analysis;
import dev.autodiff.Autodiff;
import dev.autodiff.ContentsCheck;
import dev.autodiff.DerivativeKind;
import dev.autodiff.Options;
import dev.autodiff.codegen.ClassContents.Form;
import dev.autodiff.codegen.ClassContents;
import dev.autodiff.codegen.classfile.ClassFile;
import dev.autodiff.runtime.Signature;
import dev.autodiff.source.Diagnostic;
import dev.autodiff.source.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;

/**
 * The class of a formula.
 *
 * @param className fully qualified
 * @param hasPoint whether it has methods for one point, which take numbers, and arrays for small tensors
 */
record GeneratedFormula(
        String className,
        Signature signature,
        boolean hasPoint,
        List<ClassFile> files,
        List<Diagnostic> warnings) {
    /**
     * @throws dev.autodiff.source.CompileException if the program is wrong
     * @throws IllegalArgumentException if no class can have the name
     */
    static GeneratedFormula of(FormulaMirror mirror, String packageName) {
        Formula formula = mirror.formula();
        Options options = Options.DEFAULT
                .withFunction(formula.function().isEmpty() ? null : formula.function())
                .withVariables(formula.wrt().length == 0 ? null : List.of(formula.wrt()))
                .withDerivatives(Arrays.stream(formula.derivatives())
                        .map(kind -> DerivativeKind.valueOf(kind.name()))
                        .collect(Collectors.toSet()));
        Analysis analysis = Autodiff.analyze(new Source("formula", formula.value()), options);
        String simple = formula.className().isEmpty() ? analysis.defaultClassName() : formula.className();
        if (simple.contains(".")) {
            throw new IllegalArgumentException(
                    "className '" + simple + "' names a package: the class lies in that of what carries the formula");
        }
        String name = packageName.isEmpty() ? simple : packageName + "." + simple;
        ClassContents contents = new ContentsCheck(analysis, UnaryOperator.identity()).contents(
                Arrays.stream(formula.methods()).map(form -> Form.valueOf(form.name())).collect(Collectors.toSet()),
                Set.of(formula.shared()),
                formula.sparse(),
                formula.tensors());
        return new GeneratedFormula(
                name,
                analysis.signature(),
                !contents.keepsTensors() && contents.forms().contains(Form.POINT),
                analysis.classFiles(name, contents),
                analysis.warnings());
    }

    /** @param origin what is compiled again if the class is lost */
    void write(Filer filer, Element origin) throws IOException {
        for (ClassFile file : files) {
            try (OutputStream out = filer.createClassFile(file.name(), origin).openOutputStream()) {
                out.write(file.bytes());
            }
        }
    }
}
