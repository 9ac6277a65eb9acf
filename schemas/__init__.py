"""The contracts of Hearsay: what crosses a function boundary, the table or the API.

Pure pydantic models and the functions that follow from them alone; no I/O, no AWS, no settings.
How a thing is read, extracted or stored does not live here.
"""
