package dev.autodiff.runtime;

import java.util.Arrays;

/**
 * The derivatives of the determinant of one square matrix, of a singular one too, without a division by the
 * determinant. Elimination with exchanges of rows and columns gives P·A·Q = L·D·R with triangles L and R whose
 * diagonals are ones, so that
 *
 * <pre>   det(A + E) = ±det(D + F),   F = L⁻¹·P·E·Q·R⁻¹</pre>
 *
 * <p>and the derivative of order k along F₁, …, Fₖ is, as the part of the Leibniz formula that has each of them once,
 * the sum over all choices of different rows i₁, …, iₖ and over the permutations σ of these
 *
 * <pre>   Σ sgn σ · F₁[i₁, σ(i₁)] · … · Fₖ[iₖ, σ(iₖ)] · ∏ d[j] over the other rows j</pre>
 *
 * <p>What is written is the matrix of this by the last direction. It takes some nᵏ·k! steps.
 */
final class DeterminantDerivative {
    private final int n;
    /** D on the diagonal, L below and R above it, those without their ones. */
    private final double[] ldr;
    private final int[] rows;
    private final int[] columns;
    private double parity = 1;

    DeterminantDerivative(double[] a, int at, int n) {
        this.n = n;
        this.ldr = Arrays.copyOfRange(a, at, at + n * n);
        this.rows = new int[n];
        this.columns = new int[n];
        Arrays.setAll(rows, i -> i);
        Arrays.setAll(columns, i -> i);
        for (int k = 0; k < n; k++) {
            bringPivot(k);
            eliminate(k);
        }
    }

    /** Brings the largest of the elements that are left to the place k on the diagonal. */
    private void bringPivot(int k) {
        int pivot = k * n + k;
        for (int i = k; i < n; i++) {
            for (int j = k; j < n; j++) {
                if (Elimination.magnitude(ldr[i * n + j]) > Elimination.magnitude(ldr[pivot])) {
                    pivot = i * n + j;
                }
            }
        }
        if (pivot / n != k) {
            Elimination.exchange(ldr, k * n, pivot / n * n, 1, n);
            exchange(rows, k, pivot / n);
        }
        if (pivot % n != k) {
            Elimination.exchange(ldr, k, pivot % n, n, n);
            exchange(columns, k, pivot % n);
        }
    }

    private void exchange(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
        parity = -parity;
    }

    /** If the pivot is 0, so is all that is left. */
    private void eliminate(int k) {
        double pivot = ldr[k * n + k];
        for (int i = k + 1; i < n && pivot != 0; i++) {
            ldr[i * n + k] /= pivot;
            Elimination.subtract(ldr[i * n + k], ldr, k * n + k + 1, ldr, i * n + k + 1, n - k - 1);
        }
        if (pivot != 0) {
            Elimination.divide(ldr, k * n + k + 1, n - k - 1, pivot);
        }
    }

    /** @param count how many directions are given, one behind the other: one less than the order of the derivative */
    void write(double[] directions, int at, int count, double[] y, int atY) {
        if (Arrays.stream(ldr).anyMatch(Double::isNaN)) {
            Arrays.fill(y, atY, atY + n * n, Double.NaN);
            return;
        }
        double[][] f = new double[count][];
        for (int i = 0; i < count; i++) {
            f[i] = reduced(directions, at + i * n * n);
        }
        double[] sums = new double[n * n];
        new Choices(f, sums).addAll();
        restore(sums);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                y[atY + rows[i] * n + columns[j]] = parity * sums[i * n + j];
            }
        }
    }

    /** L⁻¹·P·E·Q·R⁻¹. */
    private double[] reduced(double[] e, int at) {
        double[] f = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                f[i * n + j] = e[at + rows[i] * n + columns[j]];
            }
        }
        Elimination.substituteForward(ldr, n, f, 0, n);
        for (int row = 0; row < n * n; row += n) {
            for (int j = 0; j < n; j++) {
                Elimination.subtract(f[row + j], ldr, j * n + j + 1, f, row + j + 1, n - j - 1);
            }
        }
        return f;
    }

    /** L⁻ᵀ·H·R⁻ᵀ in the place of H: what {@link #reduced} does to a direction, transposed. */
    private void restore(double[] h) {
        for (int j = n - 1; j > 0; j--) {
            for (int i = 0; i < j; i++) {
                Elimination.subtract(ldr[j * n + i], h, j * n, h, i * n, n);
            }
        }
        for (int row = 0; row < n * n; row += n) {
            for (int j = n - 2; j >= 0; j--) {
                for (int l = j + 1; l < n; l++) {
                    h[row + j] -= h[row + l] * ldr[j * n + l];
                }
            }
        }
    }

    /** Goes through the choices of different rows, one for each direction and one for the result. */
    private final class Choices {
        private final double[][] directions;
        private final double[] sums;
        private final int[] chosen;
        private final int[] permuted;
        private final boolean[] isTaken;
        private final double[] factors = new double[n];

        Choices(double[][] directions, double[] sums) {
            this.directions = directions;
            this.sums = sums;
            this.chosen = new int[directions.length + 1];
            this.permuted = new int[directions.length + 1];
            this.isTaken = new boolean[directions.length + 1];
            for (int i = 0; i < n; i++) {
                factors[i] = ldr[i * n + i];
            }
        }

        void addAll() {
            choose(0);
        }

        private void choose(int place) {
            if (place == chosen.length) {
                double others = Elimination.product(factors, 1, n);
                if (others != 0) {
                    permute(0, others);
                }
                return;
            }
            for (int row = 0; row < n; row++) {
                if (isFree(row, place)) {
                    chosen[place] = row;
                    double pivot = factors[row];
                    factors[row] = 1;
                    choose(place + 1);
                    factors[row] = pivot;
                }
            }
        }

        private boolean isFree(int row, int place) {
            for (int i = 0; i < place; i++) {
                if (chosen[i] == row) {
                    return false;
                }
            }
            return true;
        }

        /** Adds the terms of all permutations of the chosen rows that begin as those before the place. */
        private void permute(int place, double term) {
            for (int to = 0; to < chosen.length; to++) {
                if (!isTaken[to]) {
                    permuted[place] = to;
                    double signed = inversions(place) % 2 == 0 ? term : -term;
                    if (place == directions.length) {
                        sums[chosen[place] * n + chosen[to]] += signed;
                    } else {
                        isTaken[to] = true;
                        permute(place + 1, signed * directions[place][chosen[place] * n + chosen[to]]);
                        isTaken[to] = false;
                    }
                }
            }
        }

        private int inversions(int place) {
            int count = 0;
            for (int i = 0; i < place; i++) {
                count += permuted[i] > permuted[place] ? 1 : 0;
            }
            return count;
        }
    }
}
