/* acl.h: lists of privileges, and how statements change them (acl.c). "public" is PUBLIC, NULL the role that runs the migrations. */
#ifndef MIGVET_REPLAY_ACL_H
#define MIGVET_REPLAY_ACL_H

#include "migvet/schema.h"

void mv_acl_grant(Arena *arena, Acl *acl, const char *grantee, const char *grantor, uint32_t rights, bool with_option);
/* With what the grantee has granted on; `only_option`: GRANT OPTION FOR. */
void mv_acl_revoke(Acl *acl, const char *owner, const char *grantee, const char *grantor, uint32_t rights, bool only_option);
/* Takes all that `role` was given. */
void mv_acl_forget(Acl *acl, const char *owner, const char *role);
/* What `role` may grant; the owner all. */
uint32_t mv_acl_options(const Acl *acl, const char *role, const char *owner);
/* The same items, in whatever order? */
bool mv_acl_equal(const Schema *model, const Acl *left, const Acl *right, Arena *arena);
/* The kind of default privileges that a kind of object has: TABLE, SEQUENCE, FUNCTION, TYPE, SCHEMA; NONE: none. */
ObjectKind mv_acl_class(ObjectKind kind);
/* What ALTER DEFAULT PRIVILEGES gives a new object of its owner; NULL: nothing other than its kind has. */
Acl *mv_acl_of_new(const Schema *model, const Object *object);

#endif
