package dev.vitrine.app;

/** The program's entry. For now it tells its version, whatever it is asked. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("vitrine " + Version.text());
    }
}
