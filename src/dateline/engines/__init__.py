"""Engines: how coding is spread over processes or machines."""
