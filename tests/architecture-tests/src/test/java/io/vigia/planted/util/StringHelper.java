package io.vigia.planted.util;

/** A violation on purpose: a name that says nothing, in a package that says nothing. */
public class StringHelper {}
