package io.vigia.router.template;

/** A text that a template calls harmless: it is written into HTML as it is. */
record SafeHtml(String text) {}
