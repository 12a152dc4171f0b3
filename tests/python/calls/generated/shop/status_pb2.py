# as protoc generates it
import google.protobuf
from packaging.version import Version

if Version(google.protobuf.__version__).major >= 5:
    from google.protobuf import descriptor_pool as _descriptor_pool
    from google.protobuf.internal import builder as _builder

    DESCRIPTOR = _descriptor_pool.Default().AddSerializedFile(b'\n\x0cstatus.proto\x12\x04shop"\x13\n\x05Order\x12\n\n\x02id\x18\x01 \x01(\x03*\x10\n\x05Color\x12\x07\n\x03RED\x10\x07*8\n\x06Status\x12\x07\n\x03NEW\x10\x01\x12\x08\n\x04PAID\x10\x02\x12\x08\n\x04GONE\x10\x03\x12\x11\n\x04LOST\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01')

    _globals = globals()
    _builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, _globals)
    _builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, 'status_pb2', _globals)
else:
    from google.protobuf import descriptor_pool as _descriptor_pool
    from google.protobuf.internal import enum_type_wrapper

    DESCRIPTOR = _descriptor_pool.Default().AddSerializedFile(b'\n\x0cstatus.proto\x12\x04shop"\x13\n\x05Order\x12\n\n\x02id\x18\x01 \x01(\x03*\x10\n\x05Color\x12\x07\n\x03RED\x10\x07*8\n\x06Status\x12\x07\n\x03NEW\x10\x01\x12\x08\n\x04PAID\x10\x02\x12\x08\n\x04GONE\x10\x03\x12\x11\n\x04LOST\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01')

    _STATUS = DESCRIPTOR.enum_types_by_name['Status']
    Status = enum_type_wrapper.EnumTypeWrapper(_STATUS)
    NEW = 1
