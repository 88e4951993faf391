/** What compiled functions need: tensors, functions with their derivatives, and what generated classes call. */
module dev.autodiff.runtime {
    requires dev.ludovic.netlib.blas;
    requires ejml.core;
    requires ejml.ddense;
    // libraries for matrices tell there what they have found
    requires java.logging;

    exports dev.autodiff.runtime;

    // the sources of special functions, which printed classes hold copies of
    opens dev.autodiff.runtime to dev.autodiff.compiler;
}
