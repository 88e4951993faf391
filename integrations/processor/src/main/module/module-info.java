/** Formulas in annotations: {@code requires static} is enough, since what javac makes of them needs nothing. */
module dev.autodiff.processor {
    requires dev.autodiff.compiler;
    requires java.compiler;

    exports dev.autodiff.processor;

    provides javax.annotation.processing.Processor with dev.autodiff.processor.FormulaProcessor;
}
