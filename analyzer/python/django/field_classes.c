/*
 * field_classes.c: what column a class of fields makes.
 *
 * The second table is what packages declare that projects often use: the class
 * is not in the project, so that its source cannot be looked at. Seen in the
 * sources of the packages' current versions.
 */
#include "field_classes.h"

#include <string.h>

static const FieldClass OWN[] = {
	{ .name = "AutoField", .type = FIELD_AUTO },
	{ .name = "BigAutoField", .type = FIELD_BIG_AUTO },
	{ .name = "SmallAutoField", .type = FIELD_SMALL_AUTO },
	{ .name = "BigIntegerField", .type = FIELD_BIG_INTEGER },
	{ .name = "BinaryField", .type = FIELD_BINARY },
	{ .name = "BooleanField", .type = FIELD_BOOLEAN },
	{ .name = "CharField", .type = FIELD_CHAR },
	{ .name = "CommaSeparatedIntegerField", .type = FIELD_CHAR },
	{ .name = "EmailField", .type = FIELD_CHAR, .max_length = 254 },
	{ .name = "URLField", .type = FIELD_CHAR, .max_length = 200 },
	{ .name = "DateField", .type = FIELD_DATE },
	{ .name = "DateTimeField", .type = FIELD_DATE_TIME },
	{ .name = "DecimalField", .type = FIELD_DECIMAL },
	{ .name = "DurationField", .type = FIELD_DURATION },
	{ .name = "FileField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "ImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "FilePathField", .type = FIELD_FILE_PATH, .max_length = 100 },
	{ .name = "FloatField", .type = FIELD_FLOAT },
	{ .name = "IntegerField", .type = FIELD_INTEGER },
	{ .name = "OrderWrt", .type = FIELD_INTEGER },
	{ .name = "IPAddressField", .type = FIELD_IP_ADDRESS },
	{ .name = "GenericIPAddressField", .type = FIELD_GENERIC_IP_ADDRESS },
	{ .name = "JSONField", .type = FIELD_JSON },
	{ .name = "NullBooleanField", .type = FIELD_NULL_BOOLEAN, .flags = CLASS_NULL | CLASS_BLANK },
	{ .name = "PositiveBigIntegerField", .type = FIELD_POSITIVE_BIG_INTEGER },
	{ .name = "PositiveIntegerField", .type = FIELD_POSITIVE_INTEGER },
	{ .name = "PositiveSmallIntegerField", .type = FIELD_POSITIVE_SMALL_INTEGER },
	{ .name = "SlugField", .type = FIELD_SLUG, .max_length = 50, .flags = CLASS_INDEX },
	{ .name = "SmallIntegerField", .type = FIELD_SMALL_INTEGER },
	{ .name = "TextField", .type = FIELD_TEXT },
	{ .name = "TimeField", .type = FIELD_TIME },
	{ .name = "UUIDField", .type = FIELD_UUID },
	{ .name = "ForeignKey", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX },
	{ .name = "OneToOneField", .type = FIELD_ONE_TO_ONE, .flags = CLASS_INDEX | CLASS_UNIQUE },
	{ .name = "ManyToManyField", .type = FIELD_MANY_TO_MANY },
	{ .name = "ForeignObject", .type = FIELD_NO_COLUMN },
	{ .name = "GeneratedField", .type = FIELD_GENERATED },
	{ .name = "CompositePrimaryKey", .type = FIELD_COMPOSITE_PRIMARY_KEY },
	{ .name = "GenericForeignKey", .type = FIELD_NO_COLUMN },
	{ .name = "GenericRelation", .type = FIELD_NO_COLUMN },
	/* contrib.postgres */
	{ .name = "ArrayField", .type = FIELD_ARRAY },
	{ .name = "HStoreField", .type = FIELD_HSTORE },
	{ .name = "IntegerRangeField", .type = FIELD_RANGE, .custom = "int4range" },
	{ .name = "BigIntegerRangeField", .type = FIELD_RANGE, .custom = "int8range" },
	{ .name = "DecimalRangeField", .type = FIELD_RANGE, .custom = "numrange" },
	{ .name = "FloatRangeField", .type = FIELD_RANGE, .custom = "numrange" },
	{ .name = "DateTimeRangeField", .type = FIELD_RANGE, .custom = "tstzrange" },
	{ .name = "DateRangeField", .type = FIELD_RANGE, .custom = "daterange" },
	{ .name = "SearchVectorField", .type = FIELD_SEARCH_VECTOR, .custom = "tsvector" },
	{ .name = "CITextField", .type = FIELD_CI_TEXT, .custom = "citext" },
	{ .name = "CICharField", .type = FIELD_CI_TEXT, .custom = "citext" },
	{ .name = "CIEmailField", .type = FIELD_CI_TEXT, .custom = "citext", .max_length = 254 },
	/* contrib.gis */
	{ .name = "GeometryField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "GEOMETRY" },
	{ .name = "PointField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "POINT" },
	{ .name = "LineStringField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "LINESTRING" },
	{ .name = "PolygonField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "POLYGON" },
	{ .name = "MultiPointField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "MULTIPOINT" },
	{ .name = "MultiLineStringField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "MULTILINESTRING" },
	{ .name = "MultiPolygonField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "MULTIPOLYGON" },
	{ .name = "GeometryCollectionField", .type = FIELD_CUSTOM, .flags = CLASS_GEOMETRY, .custom = "GEOMETRYCOLLECTION" },
	{ .name = "RasterField", .type = FIELD_CUSTOM, .custom = "raster" },
};

static const FieldClass FOREIGN[] = {
	/* relations and what has no column */
	{ .name = "TaggableManager", .type = FIELD_NO_COLUMN },
	{ .name = "ClusterTaggableManager", .type = FIELD_NO_COLUMN },
	{ .name = "ImageSpecField", .type = FIELD_NO_COLUMN },
	{ .name = "PlaceholderRelationField", .type = FIELD_NO_COLUMN },
	{ .name = "GenericTaggedRelation", .type = FIELD_NO_COLUMN },
	{ .name = "TreeForeignKey", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX },
	{ .name = "TreeOneToOneField", .type = FIELD_ONE_TO_ONE, .flags = CLASS_INDEX | CLASS_UNIQUE },
	{ .name = "TreeManyToManyField", .type = FIELD_MANY_TO_MANY },
	{ .name = "ParentalKey", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX },
	{ .name = "ParentalManyToManyField", .type = FIELD_MANY_TO_MANY },
	{ .name = "TranslationsForeignKey", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX },
	{ .name = "AutoOneToOneField", .type = FIELD_ONE_TO_ONE, .flags = CLASS_INDEX | CLASS_UNIQUE },
	{ .name = "FSMKeyField", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX },
	{ .name = "FilerFileField", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX, .to = "filer.file" },
	{ .name = "FilerImageField", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX, .to = "filer.image" },
	{ .name = "FilerFolderField", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX, .to = "filer.folder" },
	{ .name = "PlaceholderField", .package = "cms.", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX | CLASS_NULL, .to = "cms.placeholder" },
	{ .name = "PageField", .package = "cms.", .type = FIELD_FOREIGN_KEY, .flags = CLASS_INDEX, .to = "cms.page" },
	/* text of limited length */
	{ .name = "MultiSelectField", .type = FIELD_CHAR, .max_length = 200 },
	{ .name = "TimeZoneField", .type = FIELD_CHAR, .max_length = 63 },
	{ .name = "PhoneNumberField", .type = FIELD_CHAR, .max_length = 128 },
	{ .name = "CurrencyField", .type = FIELD_CHAR, .max_length = 3 },
	{ .name = "CountryField", .type = FIELD_CHAR, .max_length = 2 },
	{ .name = "ColorField", .type = FIELD_CHAR, .max_length = 25 },
	{ .name = "StatusField", .package = "model_utils.", .type = FIELD_CHAR, .max_length = 100 },
	{ .name = "UrlsafeTokenField", .type = FIELD_CHAR, .max_length = 128 },
	{ .name = "FSMField", .type = FIELD_CHAR, .max_length = 50 },
	{ .name = "EnumField", .package = "enumfields.", .type = FIELD_CHAR, .max_length = 10 },
	{ .name = "EnumField", .package = "django_enumfield.", .type = FIELD_INTEGER },
	{ .name = "RandomCharField", .type = FIELD_CHAR },
	{ .name = "ShortUUIDField", .type = FIELD_CHAR, .max_length = 22 },
	{ .name = "PPOIField", .type = FIELD_CHAR, .max_length = 20 },
	{ .name = "ClientSecretField", .package = "oauth2_provider.", .type = FIELD_CHAR },
	{ .name = "TokenChecksumField", .package = "oauth2_provider.", .type = FIELD_CHAR },
	{ .name = "CloudinaryField", .type = FIELD_CHAR, .max_length = 255 },
	{ .name = "USStateField", .type = FIELD_CHAR, .max_length = 2 },
	{ .name = "USZipCodeField", .type = FIELD_CHAR, .max_length = 10 },
	{ .name = "ExtendedURLField", .type = FIELD_CHAR, .max_length = 200 },
	{ .name = "UppercaseCharField", .type = FIELD_CHAR },
	{ .name = "NullCharField", .type = FIELD_CHAR },
	{ .name = "LanguageField", .type = FIELD_CHAR },
	/* slugs */
	{ .name = "AutoSlugField", .type = FIELD_SLUG, .max_length = 50, .flags = CLASS_INDEX },
	/* text */
	{ .name = "RichTextField", .type = FIELD_TEXT },
	{ .name = "RichTextUploadingField", .type = FIELD_TEXT },
	{ .name = "CKEditor5Field", .type = FIELD_TEXT },
	{ .name = "HTMLField", .type = FIELD_TEXT },
	{ .name = "MarkdownField", .type = FIELD_TEXT },
	{ .name = "MarkdownxField", .type = FIELD_TEXT },
	{ .name = "MartorField", .type = FIELD_TEXT },
	{ .name = "MDTextField", .type = FIELD_TEXT },
	{ .name = "BleachField", .type = FIELD_TEXT },
	{ .name = "SplitField", .package = "model_utils.", .type = FIELD_TEXT },
	{ .name = "RecurrenceField", .type = FIELD_TEXT },
	{ .name = "S3DirectField", .type = FIELD_TEXT },
	{ .name = "PickledObjectField", .type = FIELD_TEXT },
	{ .name = "StreamField", .package = "wagtail.core.", .type = FIELD_TEXT },
	{ .name = "StreamField", .package = "wagtail.wagtailcore.", .type = FIELD_TEXT },
	{ .name = "StreamField", .type = FIELD_JSON },
	/* JSON */
	{ .name = "JSONField", .package = "jsonfield", .type = FIELD_TEXT },
	{ .name = "JSONField", .package = "django_extensions.", .type = FIELD_TEXT },
	{ .name = "JSONField", .package = "annoying.", .type = FIELD_TEXT },
	{ .name = "JSONField", .package = "django_jsonfield_backport.", .type = FIELD_JSON },
	{ .name = "ResourceJSONField", .package = "oauth2_provider.", .type = FIELD_JSON },
	{ .name = "JSONField", .package = "django_mysql.", .type = FIELD_JSON },
	/* numbers */
	{ .name = "MoneyField", .package = "djmoney.", .type = FIELD_DECIMAL },
	{ .name = "MeasurementField", .type = FIELD_FLOAT },
	{ .name = "EnumIntegerField", .type = FIELD_INTEGER },
	{ .name = "FSMIntegerField", .type = FIELD_INTEGER },
	{ .name = "PositionField", .package = "positions.", .type = FIELD_INTEGER },
	{ .name = "HashidAutoField", .type = FIELD_AUTO },
	{ .name = "BigHashidAutoField", .type = FIELD_BIG_AUTO },
	{ .name = "HashidField", .type = FIELD_INTEGER },
	{ .name = "BigHashidField", .type = FIELD_BIG_INTEGER },
	/* time */
	{ .name = "CreationDateTimeField", .type = FIELD_DATE_TIME, .flags = CLASS_BLANK | CLASS_AUTO_NOW_ADD },
	{ .name = "ModificationDateTimeField", .type = FIELD_DATE_TIME, .flags = CLASS_BLANK | CLASS_AUTO_NOW },
	{ .name = "AutoCreatedField", .type = FIELD_DATE_TIME },
	{ .name = "AutoLastModifiedField", .type = FIELD_DATE_TIME },
	{ .name = "MonitorField", .type = FIELD_DATE_TIME },
	/* files */
	{ .name = "ProcessedImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "StdImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "ThumbnailerImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "ThumbnailerField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "VersatileImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "ResizedImageField", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "ImageField", .package = "sorl.", .type = FIELD_FILE, .max_length = 100 },
	{ .name = "PrivateFileField", .type = FIELD_FILE, .max_length = 100 },
	/* types of the server */
	{ .name = "VectorField", .package = "pgvector.", .type = FIELD_CUSTOM, .flags = CLASS_DIMENSIONS, .custom = "vector" },
	{ .name = "HalfVectorField", .type = FIELD_CUSTOM, .flags = CLASS_DIMENSIONS, .custom = "halfvec" },
	{ .name = "SparseVectorField", .type = FIELD_CUSTOM, .flags = CLASS_DIMENSIONS, .custom = "sparsevec" },
	{ .name = "BitField", .package = "pgvector.", .type = FIELD_CUSTOM, .flags = CLASS_DIMENSIONS, .custom = "bit" },
	{ .name = "InetAddressField", .type = FIELD_CUSTOM, .custom = "inet" },
	{ .name = "CidrAddressField", .type = FIELD_CUSTOM, .custom = "cidr" },
	{ .name = "MACAddressField", .package = "netfields.", .type = FIELD_CUSTOM, .custom = "macaddr" },
	{ .name = "MACAddress8Field", .package = "netfields.", .type = FIELD_CUSTOM, .custom = "macaddr8" },
	{ .name = "PathField", .package = "treebeard.", .type = FIELD_CUSTOM, .custom = "ltree" },
	{ .name = "PathField", .package = "django_ltree.", .type = FIELD_CUSTOM, .custom = "ltree" },
	{ .name = "ArrayField", .package = "django_better_admin_arrayfield.", .type = FIELD_ARRAY },
	{ .name = "HStoreField", .package = "psqlextra.", .type = FIELD_HSTORE },
	{ .name = "UUIDField", .package = "model_utils.", .type = FIELD_UUID },
};

static const char *last_name(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? dot + 1 : path;
}

static bool in_package(const char *path, const char *package)
{
	return !package || strncmp(path, package, strlen(package)) == 0;
}

const FieldClass *mv_django_internal_type(const char *name)
{
	for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
		if (mv_streq(OWN[i].name, name))
			return &OWN[i];
	return NULL;
}

const FieldClass *mv_django_own_class(const char *path)
{
	return path && in_package(path, "django.") ? mv_django_internal_type(last_name(path)) : NULL;
}

const FieldClass *mv_django_foreign_class(const char *path)
{
	for (size_t i = 0; path && i < sizeof FOREIGN / sizeof *FOREIGN; i++)
		if (mv_streq(FOREIGN[i].name, last_name(path)) && in_package(path, FOREIGN[i].package))
			return &FOREIGN[i];
	return NULL;
}

const FieldClass *mv_django_class_by_ending(const char *path)
{
	/* the longest ending first: "PositiveIntegerField" ends with "IntegerField", too */
	static const char *const ENDINGS[] = {
		"PositiveSmallIntegerField", "PositiveBigIntegerField", "PositiveIntegerField", "SmallIntegerField", "BigIntegerField",
		"GenericIPAddressField", "BigAutoField", "ManyToManyField", "OneToOneField", "ForeignKey", "DateTimeField", "DurationField",
		"BooleanField", "IntegerField", "DecimalField", "BinaryField", "EmailField", "FloatField", "ImageField", "ArrayField",
		"CharField", "TextField", "JSONField", "SlugField", "DateField", "TimeField", "UUIDField", "FileField", "URLField",
	};
	Str name = mv_str(path ? last_name(path) : "");

	for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
		if (mv_str_ends(name, mv_str(ENDINGS[i])))
			return mv_django_internal_type(ENDINGS[i]);
	return NULL;
}
