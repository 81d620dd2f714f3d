"""The ledger: what is too much for memory, in a file that is only a cache. Lost, it is made anew from the topics.

``schema`` the tables, ``cabinet`` the file and its connections, ``reading`` what a record says, ``writing`` puts it into the tables,
``terms`` makes titles and numbers searchable, ``lists`` and ``leaves`` answer what pages ask.
"""
