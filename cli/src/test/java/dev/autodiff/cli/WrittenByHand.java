package dev.autodiff.cli;

import java.util.List;

/** The shapes in which people write x·sin(y) with its derivatives, and some that are wrong. */
final class WrittenByHand {
    private WrittenByHand() {}

    /** A value and its derivatives in one object. */
    public static final class Both {
        private final double value;
        private final Numbers derivatives;

        Both(double value, double... derivatives) {
            this.value = value;
            this.derivatives = new Numbers(derivatives);
        }

        public double getValue() {
            return value;
        }

        public Numbers getDerivatives() {
            return derivatives;
        }
    }

    /** An array of another library. */
    public static final class Numbers {
        private final double[] numbers;

        Numbers(double... numbers) {
            this.numbers = numbers;
        }

        public double[] toArray() {
            return numbers.clone();
        }
    }

    record Point(double x, double y) {}

    record Greeks(double price, double delta, double vega) {}

    record Second(double value, double[] gradient, double[][] hessian) {}

    static final class StaticMethods {
        static double value(double x, double y) {
            return x * Math.sin(y);
        }

        static double[] gradient(double x, double y) {
            return new double[] {Math.sin(y), x * Math.cos(y)};
        }

        static double[] gradient(Point point) {
            return new double[] {Double.NaN, Double.NaN};
        }

        static double[] gradient(int x, String y) {
            return null;
        }

        static double byX(double y) {
            return Math.sin(y);
        }

        static double byY(double y, double x) {
            return x * Math.cos(y);
        }
    }

    static final class Objects {
        double value(double[] point) {
            return point[0] * Math.sin(point[1]);
        }

        void gradient(double[] point, double[] result) {
            result[0] = Math.sin(point[1]);
            result[1] = point[0] * Math.cos(point[1]);
        }
    }

    static final class Singleton {
        static final Singleton INSTANCE = new Singleton(1);

        private Singleton(double unused) {}

        Both gradient(Point point) {
            return new Both(point.x() * Math.sin(point.y()), Math.sin(point.y()), point.x() * Math.cos(point.y()));
        }
    }

    /** Of one variable, the other is a property of the object. */
    static final class Model {
        private final double x;

        Model(double x) {
            this.x = x;
        }

        double value(double y) {
            return x * Math.sin(y);
        }

        double slope(double y) {
            return x * Math.cos(y);
        }
    }

    static final class Records {
        static Greeks gradient(double x, double y) {
            return new Greeks(x * Math.sin(y), Math.sin(y), x * Math.cos(y));
        }
    }

    static final class Lists {
        static List<Double> gradient(double x, double y) {
            return List.of(Math.sin(y), x * Math.cos(y));
        }
    }

    static final class SecondOrder {
        static Second second(double x, double y) {
            return new Second(x * Math.sin(y), new double[] {Math.sin(y), x * Math.cos(y)}, new double[][] {
                {0, Math.cos(y)}, {Math.cos(y), -x * Math.sin(y)},
            });
        }

        static double third(double x, double y, double[] gradient, double[][] hessian) {
            gradient[0] = Math.sin(y);
            gradient[1] = x * Math.cos(y);
            hessian[0][1] = Math.cos(y);
            hessian[1][0] = Math.cos(y);
            hessian[1][1] = x * Math.sin(y);
            return x * Math.sin(y);
        }
    }

    /** Polar coordinates: two results. */
    static final class Polar {
        static double[] value(double x, double y) {
            return new double[] {x * Math.cos(y), x * Math.sin(y)};
        }

        static double[][] jacobian(double x, double y) {
            return new double[][] {{Math.cos(y), -x * Math.sin(y)}, {Math.sin(y), x * Math.cos(y)}};
        }
    }

    /** A quadratic form with its matrix. */
    static final class Quadratic {
        static double value(double[][] a, double[] x) {
            double sum = 0;
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    sum += a[i][j] * x[i] * x[j];
                }
            }
            return sum;
        }

        static double[] gradient(double[][] a, double[] x) {
            double[] gradient = new double[2];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    gradient[i] += (a[i][j] + a[j][i]) * x[j];
                }
            }
            return gradient;
        }
    }

    static final class Throwing {
        static double value(double x) {
            return Math.sqrt(x);
        }

        static double[] gradient(double x) {
            if (x < 1) {
                throw new IllegalArgumentException("x is too small: " + x);
            }
            return new double[] {0.5 / Math.sqrt(x)};
        }
    }

    /** Loses digits where x is small: (exp(x) - 1)/x. */
    static final class Rounding {
        static double value(double x) {
            return (Math.exp(x) - 1) / x;
        }

        static double[] gradient(double x) {
            return new double[] {(Math.exp(x) * x - (Math.exp(x) - 1)) / (x * x)};
        }
    }

    static final class Sine {
        static double value(double x) {
            return Math.sin(1e9 * x);
        }

        static double[] gradient(double x) {
            return new double[] {1e9 * Math.cos(1e9 * x)};
        }
    }

    static final class Kink {
        static double value(double x) {
            return Math.abs(x);
        }

        static double[] gradient(double x) {
            return new double[] {Math.signum(x)};
        }
    }
}
