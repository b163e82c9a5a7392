package dev.vitrine.engine.tensor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All tensors of a model in one fixed order, each once however often it is used. */
public final class ParameterSet implements Iterable<Parameter> {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private final List<Parameter> trained;

    public ParameterSet(Iterable<Parameter> parameters) {
        List<Parameter> learned = new ArrayList<>();
        for (Parameter p : parameters) {
            Parameter before = byName.putIfAbsent(p.name(), p);
            if (before == null && p.trained()) {
                learned.add(p);
            } else if (before != null && before != p) {
                throw new IllegalArgumentException("two parameters are named " + p.name());
            }
        }
        trained = List.copyOf(learned);
    }

    /** Learned parameters and buffers. */
    @Override
    public Iterator<Parameter> iterator() {
        return byName.values().iterator();
    }

    /** Learned parameters and buffers. */
    public Stream<Parameter> stream() {
        return byName.values().stream();
    }

    /** Learned parameters only, in order. */
    public List<Parameter> trained() {
        return trained;
    }

    /** How many numbers are learned. */
    public int count() {
        return trained.stream().mapToInt(Parameter::size).sum();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Parameter get(String name) {
        Parameter p = byName.get(name);
        if (p == null) {
            throw new IllegalArgumentException("no parameter '" + name + "'; there are " + byName.keySet());
        }
        return p;
    }

    public boolean contains(String name) {
        return byName.containsKey(name);
    }
}
