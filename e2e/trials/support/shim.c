/*
 * Between a process and its database files: records what reaches the disk, and fails it on demand.
 *
 * DISK_WATCH  paths that begin with this are watched ("-shm" is not: it does not outlive the machine)
 * DISK_LOG    where records are appended, one write(2) each, so that its size is a clock: whatever happened after a
 *             moment is behind the size it had then
 * DISK_FAULT  32 bytes, mapped: struct fault below; the harness writes it while the process runs
 *
 * A record, little endian: u32 magic, u8 what, u8 file, u16 0, u64 offset or size, u32 length, then so many bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NAME = 1, WRITE = 2, SYNC = 3, TRUNCATE = 4, UNLINK = 5, DIR_SYNC = 6 };
enum { FULL = 1, WRITE_ERROR = 2, SYNC_ERROR = 4, CUT_WRITE = 8 };

struct fault {
  volatile uint32_t what;    /* which of the above fail; 0: none */
  volatile uint32_t after;   /* so many writes and syncs go through first */
  volatile uint32_t times;   /* then so many fail; 0: all */
  volatile uint32_t seen;    /* writes and syncs so far */
  volatile uint32_t failed;  /* of them, failed */
  uint32_t spare[3];
};

#define FDS 4096
#define FILES 64
static char watch[1024], folder[1024], names[FILES][1024];
static int files, log_fd = -1;
static unsigned char file_of[FDS]; /* index into names + 1; 255: the folder itself */
static struct fault none, *fault = &none;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off64_t), (*real_unlink)(const char *), (*real_close)(int);

__attribute__((constructor)) static void begin(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_close = dlsym(RTLD_NEXT, "close");
  const char *w = getenv("DISK_WATCH"), *l = getenv("DISK_LOG"), *f = getenv("DISK_FAULT");
  if (!w) return;
  strncpy(watch, w, sizeof watch - 1);
  strncpy(folder, w, sizeof folder - 1);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = 0;
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
  if (l) log_fd = real_open(l, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (f) {
    int fd = real_open(f, O_RDWR | O_CLOEXEC);
    if (fd >= 0) {
      void *at = mmap(0, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (at != MAP_FAILED) fault = at;
      real_close(fd);
    }
  }
}

static void note(uint8_t what, uint8_t file, uint64_t offset, const void *bytes, uint32_t length) {
  if (log_fd < 0) return;
  unsigned char head[20] = {'D', 'I', 'S', 'K', what, file, 0, 0};
  memcpy(head + 8, &offset, 8);
  memcpy(head + 16, &length, 4);
  struct iovec parts[2] = {{head, 20}, {(void *)bytes, length}};
  while (writev(log_fd, parts, length ? 2 : 1) < 0 && errno == EINTR) {}
}

static int watched(const char *path) {
  size_t n = strlen(watch), m = strlen(path);
  if (!n || strncmp(path, watch, n)) return 0;
  return !(m >= 4 && !strcmp(path + m - 4, "-shm"));
}

static int file_id(const char *path) {
  for (int i = 0; i < files; i++)
    if (!strcmp(names[i], path)) return i;
  if (files == FILES) return -1;
  strncpy(names[files], path, sizeof names[0] - 1);
  note(NAME, files, 0, path, strlen(path));
  return files++;
}

static int opened(const char *path, int fd) {
  if (fd < 0 || fd >= FDS || !watch[0]) return fd;
  pthread_mutex_lock(&lock);
  file_of[fd] = 0;
  if (watched(path)) {
    int id = file_id(path);
    if (id >= 0) file_of[fd] = id + 1;
  } else if (!strcmp(path, folder)) {
    file_of[fd] = 255;
  }
  pthread_mutex_unlock(&lock);
  return fd;
}

#define OPEN(name)                                                   \
  int name(const char *path, int flags, ...) {                       \
    va_list rest;                                                    \
    va_start(rest, flags);                                           \
    int mode = va_arg(rest, int);                                    \
    va_end(rest);                                                    \
    int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);   \
    return opened(path, real(path, flags, mode));                    \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  if (fd >= 0 && fd < FDS) file_of[fd] = 0;
  return real_close(fd);
}

static int of(int fd) { return fd >= 0 && fd < FDS ? file_of[fd] : 0; }

/* Counts the call; true when it is this one's turn to fail in one of these ways. Called with the lock held. */
static int fails(uint32_t ways) {
  fault->seen++;
  if (!(fault->what & ways)) return 0;
  if (fault->after) return fault->after--, 0;
  fault->failed++;
  if (fault->times && --fault->times == 0) fault->what = 0;
  return 1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  int file = of(fd);
  if (!file || file == 255) return real_pwrite(fd, bytes, length, offset);
  pthread_mutex_lock(&lock);
  uint32_t what = fault->what;
  ssize_t done;
  if (fails(FULL | WRITE_ERROR | CUT_WRITE)) {
    errno = what & WRITE_ERROR ? EIO : ENOSPC;
    done = -1;
    /* A disk that fills up in the middle of a write takes its first half. */
    if (what & CUT_WRITE && length > 1) done = real_pwrite(fd, bytes, length / 2, offset);
  } else {
    done = real_pwrite(fd, bytes, length, offset);
  }
  if (done > 0) note(WRITE, file - 1, offset, bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t write(int fd, const void *bytes, size_t length) {
  int file = of(fd);
  if (!file || file == 255) return real_write(fd, bytes, length);
  off64_t at = lseek64(fd, 0, SEEK_CUR);
  ssize_t done = pwrite64(fd, bytes, length, at);
  if (done > 0) lseek64(fd, done, SEEK_CUR);
  return done;
}

static int sync_of(int fd, int (*real)(int)) {
  int file = of(fd);
  if (!file) return real(fd);
  pthread_mutex_lock(&lock);
  int done;
  if (fails(SYNC_ERROR)) {
    errno = EIO;
    done = -1;
  } else {
    done = real(fd);
  }
  if (done == 0) note(file == 255 ? DIR_SYNC : SYNC, file == 255 ? 0 : file - 1, 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int fsync(int fd) { return sync_of(fd, real_fsync); }
int fdatasync(int fd) { return sync_of(fd, real_fdatasync); }

int ftruncate64(int fd, off64_t size) {
  int file = of(fd);
  if (!file || file == 255) return real_ftruncate(fd, size);
  pthread_mutex_lock(&lock);
  int done = real_ftruncate(fd, size);
  if (done == 0) note(TRUNCATE, file - 1, size, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

int unlink(const char *path) {
  if (!watch[0] || !watched(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  int done = real_unlink(path);
  if (done == 0) note(UNLINK, file_id(path), 0, 0, 0);
  pthread_mutex_unlock(&lock);
  return done;
}
