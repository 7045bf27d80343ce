// Describes unikernels as code: builds images from source, and runs them on this machine, on hypervisor hosts and in clouds.
package unikernel
