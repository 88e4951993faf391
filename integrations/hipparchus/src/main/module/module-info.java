/** Compiled functions in the optimisers and integrators of Hipparchus. */
module dev.autodiff.hipparchus {
    requires transitive dev.autodiff.runtime;
    requires transitive hipparchus.core;
    requires static hipparchus.ode;
    requires transitive hipparchus.optim;

    exports dev.autodiff.hipparchus;
}
