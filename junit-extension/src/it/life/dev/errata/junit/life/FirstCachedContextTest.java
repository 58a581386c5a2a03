package dev.errata.junit.life;

/** Shares the context with the other class. */
class FirstCachedContextTest extends CachedContext {}
