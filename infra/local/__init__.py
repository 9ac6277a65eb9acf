"""The embedded local cloud: runs `template.yaml` as deployed, on moto, without containers.

Nothing in here is part of the pipeline, and nothing in the pipeline knows of it: the functions run
under the genuine Lambda runtime client and talk to an AWS endpoint, as they do when deployed.
`infra.local.stack` is the way in; `infra.local.emulation` says what is and is not emulated.
"""
