"""The lesson's sections on screen: one module and one fragment each."""
