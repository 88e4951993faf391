package dev.autodiff.cli;

/** Which numbers a method of a class gives, in the order in which it gives several. */
enum Role {
    VALUES("double %s(double, …)"),
    DERIVATIVES("double[] %s(double, …) or %s(double, …, double[])"),
    SECOND("double[][] %s(double, …) or %s(double, …, double[][])");

    private final String form;

    Role(String form) {
        this.form = form;
    }

    /** What such a method may look like, for messages. */
    String form(String name) {
        return form.replace("%s", name);
    }
}
