package dev.autodiff.graph;

/** A compilation needs more than its {@link Budget}. */
public final class BudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** @param remedy empty if there is none */
    BudgetException(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
