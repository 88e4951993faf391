/** The parser, for the compiler alone. */
module dev.autodiff.grammar {
    requires transitive org.antlr.antlr4.runtime;

    exports dev.autodiff.grammar to dev.autodiff.compiler;
}
