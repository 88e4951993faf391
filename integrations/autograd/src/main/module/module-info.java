/** Define by run: operations recorded as they happen, computed and differentiated by compiled functions. */
module dev.autodiff.autograd {
    requires transitive dev.autodiff.compiler;

    exports dev.autodiff.autograd;
}
