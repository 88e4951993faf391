package dev.autodiff.check;

import java.util.List;

/**
 * Derivatives that somebody wrote: what their code says at a point, which has one number for each element of the
 * parameters.
 *
 * @param name what reports call it
 * @param values of the results; null if it has none, and those of the formula serve
 * @param derivatives the first ones of each result by each variable, result after result; null if it has none
 * @param second the second ones by each two of some variables, row after row and result after result; null if it has
 *     none
 */
public record HandWritten(String name, Code values, Code derivatives, Code second) {
    /** Numbers at a point. */
    @FunctionalInterface
    public interface Code {
        /** @throws Exception where the code has no answer */
        double[] at(double[] point) throws Exception;
    }

    /** Code has given another number of values or derivatives than there are. */
    public static final class CountException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        private CountException(String message) {
            super(message);
        }
    }

    /** Code that gives first derivatives and nothing else. */
    public static HandWritten ofDerivatives(String name, Code derivatives) {
        return new HandWritten(name, null, derivatives, null);
    }

    /** Code that gives second derivatives and nothing else. */
    public static HandWritten ofSecond(String name, Code second) {
        return new HandWritten(name, null, null, second);
    }

    /** One function with its derivatives, if it has one result; for comparisons with finite differences. */
    public DifferentiableFunction asFunction(List<String> parameters, List<String> variables) {
        return new DifferentiableFunction() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> parameters() {
                return parameters;
            }

            @Override
            public List<String> variables() {
                return variables;
            }

            @Override
            public double value(double[] point) {
                return answer(values, point, 1, "values")[0];
            }

            @Override
            public double[] gradient(double[] point) {
                return answer(derivatives, point, variables.size(), "derivatives");
            }
        };
    }

    /**
     * What some of the code says.
     *
     * @param length how many numbers there are
     * @param what they are, for messages
     * @throws CodeException if it throws
     * @throws CountException if it gives another number of them
     */
    public double[] answer(Code asked, double[] point, int length, String what) {
        double[] answer;
        try {
            answer = asked.at(point.clone());
        } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
            throw new CodeException(e);
        }
        if (answer == null || answer.length != length) {
            throw new CountException("'" + name + "' gives "
                    + (answer == null ? "something else than" : answer.length + " " + what + " instead of") + " "
                    + length + (answer == null ? " " + what : ""));
        }
        return answer;
    }
}
