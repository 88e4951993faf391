/** The compiler: {@link dev.autodiff.Autodiff} is where to begin. All else is for the parts of this project. */
module dev.autodiff.compiler {
    requires ch.obermuhlner.math.big;
    requires dev.autodiff.grammar;
    requires transitive dev.autodiff.runtime;
    requires java.compiler;
    requires org.antlr.antlr4.runtime;
    requires org.objectweb.asm;
    requires org.objectweb.asm.commons;

    exports dev.autodiff;
    exports dev.autodiff.source;
    exports dev.autodiff.check to dev.autodiff.cli, dev.autodiff.junit;
    exports dev.autodiff.codegen to dev.autodiff.autograd, dev.autodiff.cli, dev.autodiff.processor;
    exports dev.autodiff.codegen.classfile to dev.autodiff.autograd, dev.autodiff.cli, dev.autodiff.processor;
    exports dev.autodiff.derivatives to dev.autodiff.cli;
    exports dev.autodiff.emit to dev.autodiff.cli;
    exports dev.autodiff.frontend to dev.autodiff.cli;
    exports dev.autodiff.graph to dev.autodiff.autograd, dev.autodiff.cli;
    exports dev.autodiff.kernel to dev.autodiff.cli;
    exports dev.autodiff.lowering to dev.autodiff.cli;
    exports dev.autodiff.simplify to dev.autodiff.cli;
}
