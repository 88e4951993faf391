package dev.autodiff.hipparchus;

/**
 * A point that a line search looks at.
 *
 * @param step how far along the line
 * @param slope the derivative of the value by the step, along the line as it goes on from here
 * @param expected by how much the value would change from where the line begins if the gradient there were that of all
 *     points between
 */
record Trial(double step, double[] x, double value, double[] gradient, double slope, double expected) {
    boolean isFinite() {
        if (!Double.isFinite(value)) {
            return false;
        }
        for (double partial : gradient) {
            if (!Double.isFinite(partial)) {
                return false;
            }
        }
        return true;
    }
}
