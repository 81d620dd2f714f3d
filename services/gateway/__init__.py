"""The gateway: the departments' door. Who is it, is it well formed, and to which service does it go?"""
