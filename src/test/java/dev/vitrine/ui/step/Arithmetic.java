package dev.vitrine.ui.step;

/** Works out a formula as a person would who reads it on the screen: + − · / ^ √ and brackets, numbers as they are written. */
final class Arithmetic {
    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text;
    }

    static double of(String formula) {
        Arithmetic a = new Arithmetic(formula.replace(" ", ""));
        double value = a.sum();
        if (a.at != a.text.length()) {
            throw new IllegalArgumentException("cannot read on from '" + a.text.substring(a.at) + "' of '" + formula + "'");
        }
        return value;
    }

    private boolean next(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private double sum() {
        double value = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '−')) {
            value += next('+') ? product() : next('−') ? -product() : 0;
        }
        return value;
    }

    private double product() {
        double value = power();
        while (at < text.length() && (text.charAt(at) == '·' || text.charAt(at) == '/')) {
            value = next('·') ? value * power() : next('/') ? value / power() : value;
        }
        return value;
    }

    private double power() {
        double value = factor();
        if (next('²')) {
            return value * value;
        }
        return next('^') ? Math.pow(value, factor()) : value;
    }

    private double factor() {
        if (next('−')) {
            return -factor();
        }
        if (next('√')) {
            return Math.sqrt(factor());
        }
        if (next('(')) {
            double value = sum();
            next(')');
            return value;
        }
        int begin = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.' || text.charAt(at) == 'e'
                || text.charAt(at) == '−' && at > begin && text.charAt(at - 1) == 'e')) {
            at++;
        }
        return Double.parseDouble(text.substring(begin, at).replace('−', '-'));
    }
}
