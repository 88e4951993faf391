/** Define by run: operations recorded as they happen, computed and differentiated by compiled functions. */
module dev.autodiff.autograd {
    requires transitive dev.autodiff.compiler;
    requires static transitive dev.autodiff.hipparchus;

    exports dev.autodiff.autograd;
}
